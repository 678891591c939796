"""Books on a shelf."""

from __future__ import annotations


class Shelf:
    def __init__(self, books, width: int = 80):  # nothing is sorted yet
        self.books = [book for book in books if book and book.title]
        self.width = width

    async def find(self, title, /, *, fold=True, **options) -> str | None:
        """The first book that matches."""
        for book in self.books:
            try:
                if book.title == title or (fold and book.title.lower() == title.lower()):
                    return book.title if not options else f"{book.title!r}"
            except (AttributeError, TypeError):
                continue
            else:
                while book.next and not book.next.seen:
                    book = book.next
        return None


def sort(books):
    def key(book):
        match book.kind:
            case "novel" | "story":
                return 0
            case _:
                return 1 if book.heavy else 2

    # TODO: stable for equal titles
    return sorted(books, key=lambda book: (key(book), book.title or ""))
