from __future__ import annotations

from flask import current_app
from flask_wtf import FlaskForm
from wtforms import StringField, SubmitField
from wtforms.validators import ValidationError

from repocat.generations.repository import AddressError, Repository


class NewGenerationForm(FlaskForm):
    github_url = StringField(
        "Repository",
        description="The address of a public repository, as your browser shows it. Its code is measured, never kept.",
        render_kw={
            "type": "text",
            "inputmode": "url",
            "autocomplete": "url",
            "spellcheck": "false",
            "autocapitalize": "none",
            "placeholder": "https://github.com/owner/name",
        },
    )
    submit = SubmitField("Draw its cat")

    repository: Repository

    def validate_github_url(self, field: StringField) -> None:
        try:
            self.repository = Repository.parse(field.data or "", current_app.config["REPOCAT_GIT_HOSTS"])
        except AddressError as error:
            raise ValidationError(str(error)) from error


class DeleteForm(FlaskForm):
    submit = SubmitField("Delete this generation")
