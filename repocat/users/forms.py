from __future__ import annotations

import re

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectMultipleField,
    StringField,
    SubmitField,
)
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from repocat.users.models import (
    PASSWORD_MAX_BYTES,
    PASSWORD_MIN,
    SCOPES,
    TOKEN_DAYS,
    TOKEN_DAYS_MAX,
    User,
)

_USERNAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9])?", re.ASCII)
USERNAME_RULE = "Use 1 to 80 letters, digits, dots, hyphens or underscores, and begin and end with a letter or digit."


def check_username(username: str) -> str | None:
    """What is wrong with it as a new user's name, or None."""
    if not _USERNAME.fullmatch(username):
        return USERNAME_RULE
    return f"There is a user called {username} already." if User.named(username) else None


def check_password(password: str, username: str | None = None) -> str | None:
    """What is wrong with it as a new password, or None; length counts, composition doesn't."""
    if len(password) < PASSWORD_MIN:
        return f"Use at least {PASSWORD_MIN} characters; a sentence is easy to remember."
    if len(password.encode("utf-8", "replace")) > PASSWORD_MAX_BYTES:
        return f"Use at most {PASSWORD_MAX_BYTES} bytes."
    if len(set(password)) < 5 or (username and username.lower() == password.lower()):
        return "This is too easy to guess."
    return None


class LoginForm(FlaskForm):
    username = StringField(
        "Username",
        [InputRequired("Enter your username.")],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True},
    )
    password = PasswordField(
        "Password", [InputRequired("Enter your password.")], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()
    submit = SubmitField("Sign in")

    def validate_username(self, field: StringField) -> None:
        if not (field.data or "").isprintable():
            raise ValidationError("No username holds such characters.")


class LogoutForm(FlaskForm):
    submit = SubmitField("Sign out")


class NewUserForm(FlaskForm):
    username = StringField(
        "Username",
        [InputRequired("Enter a username.")],
        description=USERNAME_RULE,
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    is_admin = BooleanField("Administrator", description="May manage users and tokens, and delete any generation.")
    submit = SubmitField("Create user")

    def validate_username(self, field: StringField) -> None:
        if problem := check_username(field.data or ""):
            raise ValidationError(problem)


class PasswordForm(FlaskForm):
    current = PasswordField(
        "Current password",
        [InputRequired("Enter your current password.")],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        "New password",
        [InputRequired("Enter a new password.")],
        description=f"At least {PASSWORD_MIN} characters; a sentence is easy to remember.",
        render_kw={"autocomplete": "new-password"},
    )
    repeat = PasswordField(
        "New password once more",
        [EqualTo("new", "The two new passwords differ.")],
        render_kw={"autocomplete": "new-password"},
    )
    submit = SubmitField("Change password")

    def validate_new(self, field: PasswordField) -> None:
        if problem := check_password(field.data or ""):
            raise ValidationError(problem)


class TokenForm(FlaskForm):
    name = StringField(
        "Name",
        [InputRequired("Give the token a name."), Length(max=80, message="Use at most 80 characters.")],
        description="What will use it, such as “deploy-bot”.",
        render_kw={"autocomplete": "off"},
    )
    scopes = SelectMultipleField(
        "It may",
        choices={"generations:read": "read generations", "generations:write": "create and delete generations"},
        default=list(SCOPES),
        validators=[InputRequired("Choose at least one.")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    days = IntegerField(
        "Days until it expires",
        [
            InputRequired("Enter a number of days."),
            NumberRange(1, TOKEN_DAYS_MAX, f"Choose 1 to {TOKEN_DAYS_MAX} days."),
        ],
        default=TOKEN_DAYS,
        render_kw={"inputmode": "numeric"},
    )
    submit = SubmitField("Issue token")

    def validate_name(self, field: StringField) -> None:
        if not (field.data or "").strip().isprintable() or not (field.data or "").strip():
            raise ValidationError("Use letters, digits and punctuation only.")
