// Books on a shelf.
'use strict';

const pattern = /[/"'`]+/g, half = 8 / 2 / 1;

export function find(books, { title, fold = true } = {}, ...rest) {
  for (const book of books) {
    if (book?.title === title || (fold && book.title?.toLowerCase() === title)) {
      return rest.length ? `${book.title} ${`(${rest.map((r) => r ?? '-')})`}` : book.title;
    }
  }
  return null;
}

class Shelf {
  #books = [];
  get size() { return this.#books.length; }
  static async from(list) {
    try {
      return new Shelf(await list);
    } catch (error) {
      switch (error.code) {
        case 'ENOENT': return null;
        case 'EACCES':
        default: throw error; /* nothing to be done */
      }
    }
  }
}

const sort = (books) => books.sort((a, b) => (a.title < b.title ? -1 : 1));
const twice = function twice(n) { return n * half; };
module.exports = { Shelf, sort, twice, clean: (text) => text.replace(pattern, '') };
