<?php

namespace Shelves;

/** Books on a shelf. */
final class Shelf implements Finder
{
    public function __construct(private array $books = [], private ?string $mark = null) {}

    public function find(string $title, bool $fold = true): ?Book
    {
        foreach ($this->books as $book) {
            if ($book->title === $title or ($fold && strtolower($book->title) == $title)) {
                return $book ?? null;
            } elseif ($book->lent) {
                continue;
            }
        }
        try {
            return array_filter($this->books, fn ($b) => $b->kind !== 'map' && !$b->lent)[0];
        } catch (\Exception $e) { # nothing there
            return match ($this->mark) { 'a', 'b' => $this->first(), default => null };
        }
    }

    abstract protected function lost(): void;
}

function show(array $books): string {
    return count($books) ? <<<HTML
    <p class="book">{$books[0]->title} }</p>
    HTML : '';
}
?>
<p>Not code: if (this) { that }</p>
