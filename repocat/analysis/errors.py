"""Why an analysis can fail, in words for the person who asked for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What happened and what to do. `passing`: the same request may well succeed later."""

    text: str
    passing: bool = False


REASONS = {
    # The address.
    "wrong_address": Reason(
        "The git host's address is not of the form https://host or https://host/path. Ask the operator to correct "
        "REPOCAT_GIT_HOSTS."
    ),
    "helper_address": Reason(
        "The git host's address asks git to start another program (name::address). Ask the operator to take that out "
        "of REPOCAT_GIT_HOSTS."
    ),
    "credentials_in_address": Reason(
        "The git host's address carries a user name or password. Ask the operator to take them out of "
        "REPOCAT_GIT_HOSTS; only public repositories are read."
    ),
    "wrong_name": Reason(
        "No repository can have such an owner or name. Write both as the host's page shows them: owner/name."
    ),
    "insecure_host": Reason(
        "The git host has an address that must not be contacted: a private network, or no encryption. Ask the operator "
        "of this server."
    ),
    # The host.
    "not_found": Reason(
        "The repository was not found, or it is private. Check owner and name; only public repositories can be read."
    ),
    "moved": Reason(
        "The repository has moved to an address that cannot be followed. Find its new address and use that one."
    ),
    "bad_certificate": Reason(
        "The git host could not prove who it is: its certificate is not valid. Ask the operator of this server."
    ),
    "unreachable": Reason("The git host cannot be reached, or it hung up. Try again later.", passing=True),
    "host_silent": Reason(
        "The git host did not begin to send the repository in the time that it has. Try again later.", passing=True
    ),
    "host_slow": Reason(
        "The git host was still sending when its time was over. Try again later, or measure a smaller repository.",
        passing=True,
    ),
    "server_error": Reason(
        "The git host reported an error of its own and sent nothing. Try again later, or ask the host's operator.",
        passing=True,
    ),
    # What the host sends.
    "empty": Reason("The repository has no commits yet. Commit and push something, then try again."),
    "too_large": Reason(
        "The repository is larger than the published limits allow. Measure a clone of a part of it, or ask the "
        "operator to raise REPOCAT_FETCH_BYTES."
    ),
    "too_many_refs": Reason(
        "The git host lists more branches and tags than fit into the memory that is allowed. Delete what is not "
        "needed, or ask the host's operator."
    ),
    "too_many_objects": Reason(
        "The git host announces more objects than fit into the memory that is allowed. Measure a clone of a part of it."
    ),
    "dangerous_names": Reason(
        "Git refused the repository: a file or folder is called .git, .., nothing at all, or like another. Rename it "
        "and push again."
    ),
    "dangerous_modules": Reason(
        "Git refused the repository: its .gitmodules is a link or holds an address that would start something. Correct "
        "that file and push again."
    ),
    "refused": Reason(
        "Git refused the repository because its data is broken or dangerous. Run git fsck in it to see what is wrong."
    ),
    # The files.
    "too_many_files": Reason(
        "The repository has more files than the published limits allow. Measure a smaller part of it, or ask the "
        "operator to raise REPOCAT_PATHS."
    ),
    "repeated_folders": Reason(
        "The repository holds the same few files in more folders than the published limits allow. Take the repeated "
        "folders out and try again."
    ),
    "no_files": Reason(
        "There is no file at all: the folder or the newest commit is empty. Add files, or check the path."
    ),
    "no_code": Reason("There is no file in a language that can be measured. Add code, or look at another repository."),
    "timed_out": Reason("Reading the repository took too long and was stopped. Try again later.", passing=True),
    "out_of_memory": Reason("Reading the repository needed more memory than is allowed. Measure a smaller part of it."),
    "disk_full": Reason("There was not enough disk space for the work. Ask the operator of this server.", passing=True),
    # A folder of this machine.
    "not_a_repository": Reason("There is no readable folder or git repository at that path. Check the path."),
    "unreadable_folder": Reason(
        "This user may not read the folder. Change its rights, or run the command as its owner."
    ),
    "unreadable_repository": Reason(
        "There is a git repository, but git cannot read it. Run git status there to see why."
    ),
    "incomplete_clone": Reason(
        "This clone lacks files because it was made with a filter. Fetch them with git fetch --refetch --no-filter, or "
        "measure a whole clone."
    ),
    # Repocat itself.
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
        # The code alone: an exception that goes from process to process is made again of its arguments.
        super().__init__(code)

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"
