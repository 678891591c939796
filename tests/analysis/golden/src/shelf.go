// Package shelf keeps books.
package shelf

import "strings"

type Finder interface {
	Find(title string, fold bool) (*Book, error)
}

// Find gives the first book that matches.
func (s *Shelf) Find(title string, fold bool) (found *Book, err error) {
	for _, book := range s.books {
		if book.Title == title || (fold && strings.EqualFold(book.Title, title)) {
			return &book, nil
		}
	}
	defer func() {
		if recover() != nil && err == nil {
			err = ErrLost
		}
	}()
	switch kind := s.kind.(type) {
	case Novel, Story:
		return kind.First(), nil
	case nil:
		select {
		case book := <-s.returned:
			return book, nil
		default:
		}
	}
	return nil, ErrNone
}

func Map[T, U any](items []T, change func(T) U) (out []U) {
	for _, item := range items {
		out = append(out, change(item))
	}
	return
}

var help = `A "raw" } string`
