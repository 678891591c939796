/* Books on a shelf. */
#include "shelf.h"
#include <string.h>

#define EACH(book, shelf) for (struct book *book = (shelf)->first; book; book = book->next)

static int same(const char *left, const char *right);

struct book *
shelf_find(const struct shelf *shelf, const char *title, int (*compare)(const char *, const char *))
{
    EACH(book, shelf) {
        if (!compare(book->title, title) || (shelf->fold && same(book->title, title)))
            return book;
    }
#ifdef SHELF_DEBUG
    if (shelf->verbose) {
#else
    if (0) {
#endif
        do {
            shelf->misses++;
        } while (shelf->misses < 0);
    }
    return NULL;
}

static int same(const char *left, const char *right)
{
    switch (left[0]) {
    case '\'': case '"':
        return right[0] == left[0] ? 1 : 0;
    default:
        goto end;
    }
end:
    return !strcmp(left, right); // one line \
    that goes on
}
