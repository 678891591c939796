{- Books
   on a shelf. -}
module Shelf (find) where

-- | The first that matches.
find :: String -> [Book] -> Maybe Book
find name books = case filter ((== name) . title) books of
  (book : _) -> Just book
  [] -> Nothing
