"""The same protective headers on every response; a view that set one itself keeps it."""

from __future__ import annotations

from flask import Flask, Response, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # no-referrer would break every form over HTTPS: the CSRF check wants the Referer.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Pages show who is signed in; what may be kept longer says so itself.
    "Cache-Control": "private, no-cache",
}


def init_app(app: Flask) -> None:
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    policy = CONTENT_SECURITY_POLICY
    if app.config["HTTPS"]:
        policy += "; upgrade-insecure-requests"
    headers = {**HEADERS, "Content-Security-Policy": policy}
    if app.config["HTTPS"]:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    app.before_request(_refuse_foreign_posts)


def _refuse_foreign_posts() -> None:
    """Unsafe requests that a browser says another site has made; the CSRF token is the second line."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site in {"cross-site", "same-site"}:
        abort(403, "This form was sent from another site. Open the page here and send it again.")
    origin = request.headers.get("Origin")
    if site is None and origin is not None and not _is_ours(origin):
        abort(403, "This form was sent from another site. Open the page here and send it again.")


def _is_ours(origin: str) -> bool:
    return origin == current_app.config["PUBLIC_URL"] or origin.partition("://")[2] == request.host
