#ifndef SHELF_H
#define SHELF_H

struct book { const char *title; struct book *next; };
struct shelf { struct book *first; int fold, verbose, misses; };

struct book *shelf_find(const struct shelf *, const char *, int (*)(const char *, const char *));

static inline int shelf_empty(const struct shelf *shelf) { return shelf == NULL || !shelf->first; }

#endif
