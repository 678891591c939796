--[[ Books
on a shelf. ]]
local function find(books, title)
  for _, book in ipairs(books) do
    if book.title == title then return book end -- the first
  end
end

return { find = find, help = [[ -- not a comment ]] }
