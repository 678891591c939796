import type { Book } from './book';

interface Finder<T extends Book> {
  find(title: string, fold?: boolean): T | undefined;
}

type Shelfmark = `${string}-${number}`;

export class Shelf<T extends Book> implements Finder<T> {
  constructor(private readonly books: T[], public mark?: Shelfmark) {}

  find(title: string, fold = true): T | undefined {
    return this.books.find((book): book is T => book.title === title || (fold && book.folded === title));
  }

  find2<K extends keyof T>(key: K, value: T[K]): T | null {
    for (const book of this.books) {
      if (book[key] !== value) continue;
      do {
        if (!book.lent && book.kind !== 'map') return book;
      } while (book.next());
    }
    return null;
  }
}

export const count = <T,>(items: readonly T[]): number => (items.length > 0 ? items.length : 0);

declare function ambient(name: string): void;
abstract class Base { abstract open(): void; protected close(): void { this.open(); } }
