package shelf

/** Books on a shelf. */
class Shelf[T <: Book](books: Seq[T])(implicit val mark: String = "none") {
  def size: Int = books.size

  def find(title: String, fold: Boolean = true): Option[T] = {
    for (book <- books if !book.lent) {
      if (book.title == title || (fold && book.title.equalsIgnoreCase(title))) return Some(book)
    }
    try {
      books.headOption match {
        case Some(book) if book.kind == "map" => Some(book)
        case Some(_) | None => None
      }
    } catch {
      case e: RuntimeException => while (true) println(s"no $title {"); None
    }
  }

  private def weight(book: T) = if (book.heavy) 2 else 1
}

object Shelf {
  def of[T <: Book](books: T*): Shelf[T] = new Shelf(books.filter(b => b.title.nonEmpty && !b.lent))
  /* nested /* comments */ count */
}
