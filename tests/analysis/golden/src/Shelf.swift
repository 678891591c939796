import Foundation

/// Books on a shelf.
public struct Shelf<T: Book> {
    private var books: [T]
    var size: Int { books.count }

    init?(books: [T], mark: String? = nil) {
        guard !books.isEmpty, mark != "" else { return nil }
        self.books = books
    }

    func find(_ title: String, fold: Bool = true) async throws -> T? {
        for book in books where !book.lent {
            if book.title == title || (fold && book.title.lowercased() == title) {
                return book
            }
        }
        do {
            switch try kind() {
            case .novel, .story: return books.first
            case .map(let scale) where scale > 10: return nil
            default: repeat { try await wait() } while books.isEmpty
            }
        } catch {
            print("no \(title.isEmpty ? "title" : title) {")
        }
        return books.first { $0.title > title } ?? books.last
    }
}

protocol Finder { func find(_ title: String) -> Book? }
