package shelf

func first(a, b, c int) int {
	total := a + b
	total = total * c
	total = total - 1
	total = total * a
	total = total + b
	total = total * 2
	return total
}

func second(a, b, c int) int {
	total := a + b
	total = total * c
	total = total - 1
	total = total * a
	total = total + b
	total = total * 2
	return total + 1
}
