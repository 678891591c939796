using System;
using System.Linq;

namespace Shelves
{
    /// <summary>Books on a shelf.</summary>
    public class Shelf<T> where T : Book
    {
        private readonly T[] books;
        public int Size => books.Length;
        public string Mark { get; set; } = "none";
        public bool Empty { get { return books == null || books.Length == 0; } }

        public Shelf(T[] books) : base() => this.books = books;

        [Obsolete]
        public async Task<T?> Find(string title, bool fold = true, params string[] rest)
        {
            foreach (var book in books)
            {
                if (book?.Title == title || (fold && book.Title.Equals(title, StringComparison.OrdinalIgnoreCase)))
                    return rest.Length > 0 ? book : null;
            }
            try { return await Task.Run(() => books.First(b => b.Kind != Kind.Map && !b.Lent)); }
            catch (InvalidOperationException e) when (e.HResult != 0) { Console.WriteLine($"no {title} {{"); }
            finally { Mark = @"c:\none"; }
            return Mark switch { "a" => books[0], "b" => books[1], _ => null };
        }
    }
}
