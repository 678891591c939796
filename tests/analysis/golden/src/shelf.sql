-- Books on a shelf.
CREATE TABLE books (
    id bigint PRIMARY KEY, /* given by us */
    title text NOT NULL DEFAULT '-- none'
);

SELECT title FROM books WHERE id = 1;
