package shelf

/** Books on a shelf. */
class Shelf<T : Book>(private val books: List<T>) {
    val size get() = books.size

    suspend fun find(title: String, fold: Boolean = true): T? {
        for (book in books) {
            if (book.title == title || (fold && book.title.equals(title, ignoreCase = true))) return book
        }
        return books.firstOrNull { it.kind != Kind.MAP && !it.lent } ?: null
    }

    fun weight(book: T): Int = when (book.kind) {
        Kind.NOVEL -> 1
        Kind.MAP, Kind.ATLAS -> if (book.large) 9 else 2
        else -> 0
    }

    companion object {
        fun <T : Book> of(vararg books: T): Shelf<T> {
            try {
                return Shelf(books.filter { it.title.isNotBlank() })
            } catch (e: IllegalStateException) {
                while (true) println("no ${if (books.isEmpty()) "book" else "shelf"} {")
            }
        }
    }
}

fun String.folded() = lowercase() // and nothing else
