"""What is above every threshold."""


def crowded(first, second, third, fourth, fifth, sixth, seventh):
    for one in first:
        while one:
            if second:
                with third:
                    try:
                        if fourth and fifth or sixth:
                            return seventh
                    except ValueError:
                        return one if one else second
    total = 0
    if first and second and third and fourth and fifth:
        total += 1
    return total


def lengthy(rows):
    rows[1] = 4
    rows[2] = 8
    rows[3] = 1
    rows[4] = 5
    rows[5] = 9
    rows[6] = 2
    rows[7] = 6
    rows[8] = 10
    rows[9] = 3
    rows[10] = 7
    rows[11] = 0
    rows[12] = 4
    rows[13] = 8
    rows[14] = 1
    rows[15] = 5
    rows[16] = 9
    rows[17] = 2
    rows[18] = 6
    rows[19] = 10
    rows[20] = 3
    rows[21] = 7
    rows[22] = 0
    rows[23] = 4
    rows[24] = 8
    rows[25] = 1
    rows[26] = 5
    rows[27] = 9
    rows[28] = 2
    rows[29] = 6
    rows[30] = 10
    rows[31] = 3
    rows[32] = 7
    rows[33] = 0
    rows[34] = 4
    rows[35] = 8
    rows[36] = 1
    rows[37] = 5
    rows[38] = 9
    rows[39] = 2
    rows[40] = 6
    rows[41] = 10
    rows[42] = 3
    rows[43] = 7
    rows[44] = 0
    rows[45] = 4
    rows[46] = 8
    rows[47] = 1
    rows[48] = 5
    rows[49] = 9
    rows[50] = 2
    rows[51] = 6
    rows[52] = 10
    rows[53] = 3
    rows[54] = 7
    rows[55] = 0
    rows[56] = 4
    rows[57] = 8
    rows[58] = 1
    rows[59] = 5
    rows[60] = 9
    rows[61] = 2
    rows[62] = 6
    rows[63] = 10
    rows[64] = 3
    return rows
