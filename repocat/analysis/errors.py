"""Why an analysis can fail, in words for the person who asked for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What happened and what to do. `passing`: the same request may well succeed later."""

    text: str
    passing: bool = False


REASONS = {
    "not_found": Reason(
        "The repository was not found, or it is private. Check owner and name; only public repositories can be read."
    ),
    "moved": Reason(
        "The repository has moved to an address that cannot be followed. Find its new address and use that one."
    ),
    "empty": Reason("The repository has no commits yet. Push something and try again."),
    "no_code": Reason("There is no file in a language that can be measured. Add code, or look at another repository."),
    "too_large": Reason("The repository is larger than the published limits allow. Measure a smaller part of it."),
    "too_many_files": Reason(
        "The repository has more files than the published limits allow. Measure a smaller part of it."
    ),
    "timed_out": Reason("Reading the repository took too long and was stopped. Try again later.", passing=True),
    "unreachable": Reason("The git host cannot be reached or answered with an error. Try again later.", passing=True),
    "server_error": Reason(
        "The git host broke off and would not send the repository. Try again later, or ask the host's operator.",
        passing=True,
    ),
    "bad_certificate": Reason(
        "The git host could not prove who it is: its certificate is not valid. Ask the operator of this server."
    ),
    "insecure_host": Reason("The git host has an address that must not be contacted. Ask the operator of this server."),
    "refused": Reason(
        "Git refused the repository because its data is broken or dangerous. Run git fsck in it to see what is wrong."
    ),
    "out_of_memory": Reason("Reading the repository needed more memory than is allowed. Measure a smaller part of it."),
    "disk_full": Reason("There was not enough disk space for the work. Ask the operator of this server.", passing=True),
    "not_a_repository": Reason("There is no readable folder or git repository at that path. Check the path."),
    "invalid_request": Reason(
        "The request to the analysis was not understood. This is a fault of Repocat; please report it."
    ),
    "internal": Reason("The analysis broke down. This is a fault of Repocat; please report it.", passing=True),
}


class AnalysisError(Exception):
    """An analysis that ended for a known reason; `code` is a key of `REASONS`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.text = REASONS[code].text
        self.passing = REASONS[code].passing
        super().__init__(f"{code}: {self.text}")
