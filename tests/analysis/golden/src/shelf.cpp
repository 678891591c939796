// Books on a shelf.
#include <string>
#include <vector>

namespace shelf {

template <typename T, typename = void>
class Shelf final : public Base<T> {
public:
    explicit Shelf(std::vector<T> books) noexcept : books_(std::move(books)), limit_{1'000'000} {}
    ~Shelf() override = default;
    Shelf(const Shelf &) = delete;

    auto find(const std::string &title, bool fold = true) const -> const T * {
        for (const auto &book : books_) {
            if (book.title == title || (fold && book.folded == title)) return &book;
        }
        auto lent = [this](const T &book) { return book.lent ? 1 : 0; };
        return books_.empty() ? nullptr : &books_[lent(books_.front())];
    }

    bool operator==(const Shelf &other) const { return books_ == other.books_; }

private:
    std::vector<T> books_;
    long limit_;
};

}  // namespace shelf

int main(int argc, char **argv) {
    try {
        while (argc-- > 0 && argv[argc] != nullptr) shelf::show(R"(a "raw" } text)");
    } catch (const std::exception &error) {
        return 1;
    }
}
