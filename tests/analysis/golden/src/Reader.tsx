import { useState } from 'react';

// A page of one book.
export function Reader({ book, onClose }: { book: Book; onClose: () => void }) {
  const [page, setPage] = useState<number>(0);
  const next = () => setPage((old) => (old < book.pages.length ? old + 1 : old));
  return (
    <section aria-label={book.title}>
      {book.pages[page] ? <p>It's page {page}: {book.pages[page]}</p> : null}
      {page > 0 && <button onClick={() => setPage(page - 1)}>Back</button>}
      <button onClick={next}>Next</button>
      <button onClick={onClose}>Close</button>
    </section>
  );
}
