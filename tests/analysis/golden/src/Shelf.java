package shelf;

import java.util.List;

/** Books on a shelf. */
public final class Shelf<T extends Book> {
    interface Finder { Book find(String title); }

    enum Kind { NOVEL(1), MAP(2) { @Override int weight() { return 9; } }; final int id; Kind(int id) { this.id = id; } int weight() { return id; } }

    private final List<T> books;

    public Shelf(List<T> books) {
        this.books = books;
    }

    @SuppressWarnings("unchecked")
    public <K> T find(String title, boolean fold, K... rest) throws IllegalStateException {
        for (T book : books) {
            if (book.title().equals(title) || fold && book.title().equalsIgnoreCase(title)) {
                return rest.length > 0 ? (T) book.copy() : book;
            }
        }
        try {
            return books.stream().filter(b -> b.kind() != Kind.MAP && !b.lent()).findFirst().orElse(null);
        } catch (RuntimeException e) {
            switch (e.hashCode()) {
                case 1: return null;
                case 2:
                default: throw new IllegalStateException("""
                    "no such" book { """ + title, e);
            }
        }
    }
}
