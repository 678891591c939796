"""What the history shows: rosette, feather, paw prints, the window's sky and season."""

from __future__ import annotations

from repocat.analysis.report import History, Report
from repocat.cat.measures.reading import Reading, band, count, day, rank, unknown
from repocat.cat.model import Trait

ROSETTES = (1, 5, 20)
ROSETTE_NAMES = ("none", "bronze", "silver", "gold")
#: Days from the newest release to the newest commit after which a rosette has faded.
FADED_AFTER = 730
#: Commits within 30 days.
FEATHERS = (1, 20)
#: Authors with at least five commits.
PAW_PRINTS = (2, 6, 21)
SEASONS = ("winter", "spring", "summer", "autumn")


def daypart(report: Report) -> Reading:
    """Share of commits between 22 and 6 o'clock, authors' own time: night over 35 %, dusk over 18 %."""
    hours = report.history.hours if report.history else ()
    if len(hours) != 24 or not sum(hours):
        return unknown("daypart", "Time of day", "commit hours were not available", 2)
    share = (sum(hours[22:]) + sum(hours[:6])) / sum(hours)
    level = band(share, ((0.18, "day"), (0.35 + 1e-9, "dusk")), "night")
    value = f"{share:.0%} of commits between 22 and 6 o'clock"
    return Reading(Trait("daypart", "Time of day", level, value, f"{level}: {value}", 2), share)


def season(report: Report) -> Reading:
    """The month of the newest commit, as seasons are on the northern half of the earth."""
    if report.history is None:
        return unknown("season", "Season", "the history was not available", 3)
    newest = day(report.history.newest_commit)
    level = SEASONS[newest.month % 12 // 3]
    value = f"newest commit in {newest:%B}"
    return Reading(Trait("season", "Season", level, value, f"{level} in the window: {value}", 3), float(newest.month))


def releases(report: Report) -> Reading:
    """The rosette, 0-3: released versions; a faded one where work has gone on for two years without any."""
    history = report.history
    if history is None or history.releases is None:
        return unknown("releases", "Rosette", "tags were not available", 2)
    place = rank(history.releases, ROSETTES)
    faded = place > 0 and _is_faded(history)
    level = "faded" if faded else ROSETTE_NAMES[place]
    shown = "no rosette" if not place else f"a {level} rosette"
    value = count(history.releases, "release") + (", none in the last two years" if faded else "")
    return Reading(Trait("releases", "Rosette", level, value, f"{shown}: {value}", 2), place)


def _is_faded(history: History) -> bool:
    if history.newest_release is None:
        return False
    return (day(history.newest_commit) - day(history.newest_release)).days > FADED_AFTER


def recent_work(report: Report) -> Reading:
    """The feather toy, 0-2: commits within 30 days."""
    if report.history is None:
        return unknown("recent_work", "Feather toy", "the history was not available", 3)
    commits = report.history.commits_last_30_days
    place = rank(commits, FEATHERS)
    shown = ("no feather toy", "a feather toy", "a feather toy in full swing")[place]
    value = f"{count(commits, 'commit')} in the last 30 days"
    return Reading(Trait("recent_work", "Feather toy", str(place), value, f"{shown}: {value}", 3), place)


def people(report: Report) -> Reading:
    """Paw prints, 1-4, by authors with at least five commits; one author who made half of all leaves a slipper."""
    if report.history is None:
        return unknown("people", "Paw prints", "the history was not available", 2)
    authors = report.history.regular_authors
    prints = 1 + rank(authors, PAW_PRINTS)
    shown = "one paw print" if prints == 1 else f"{prints} paw prints"
    alone = report.history.bus_factor <= 1
    value = f"{count(authors, 'author')} with five commits or more" + (", one made half of all" if alone else "")
    level = f"{prints}, slipper" if alone else str(prints)
    slipper = " and a slipper" if alone else ""
    return Reading(Trait("people", "Paw prints", level, value, f"{shown}{slipper}: {value}", 2), prints)


def stars(_report: Report) -> Reading:
    """Stars are known to a forge only, which is not asked."""
    return unknown("stars", "Bunting", "only a forge knows its stars, and none is asked", 3)
