# Books on a shelf.
class Shelf
  attr_reader :books

  def initialize(books, width: 80, &block)
    @books = books.reject { |book| book.nil? || book.title.empty? }
    @width = width
  end

  def find(title, fold = true)
    @books.each do |book|
      next unless book.title == title || (fold and book.title.casecmp?(title))
      return book if book.kind =~ /nov[e"']l/
    end
    case @width
    when 0..10 then nil
    when 11, 12
      @books.first
    else
      begin
        @books.fetch(0)
      rescue IndexError => e
        e.message ? nil : raise
      end
    end
  end

  def self.empty? = all.none?

  def to_s
    <<~TEXT
      def not_a_method
      end #{@books.size}
    TEXT
  end
end

=begin
def neither_this
end
=end
