package plumb.identify;

/**
 * Replaces the rows of a least-squares problem by as many as it has columns, without changing any norm or product of columns: the
 * triangular factor of Householder's reflections, built up row by row. A log of a hundred thousand rows fits in a few. One thread.
 */
final class RowCompression {
    private static final int BUFFERED = 64;

    private final int columns;
    private final double[][] rows;
    private int filled;

    RowCompression(int columns) {
        this.columns = columns;
        rows = new double[columns + BUFFERED][columns];
        filled = columns;
    }

    /** Where the next row goes; to be filled in before the next call. */
    double[] nextRow() {
        if (filled == rows.length) {
            reduce();
        }
        return rows[filled++];
    }

    /** The triangle that stands for all rows; the array is overwritten by later rows. */
    double[][] triangle() {
        reduce();
        return rows;
    }

    private void reduce() {
        for (int column = 0; column < columns; column++) {
            double square = 0;
            for (int row = column; row < filled; row++) {
                square += rows[row][column] * rows[row][column];
            }
            if (square == 0) {
                continue;
            }
            double norm = rows[column][column] > 0 ? -StrictMath.sqrt(square) : StrictMath.sqrt(square);
            double head = rows[column][column] - norm;
            double scale = 1 / (norm * head);
            rows[column][column] = norm;
            for (int other = column + 1; other < columns; other++) {
                double product = head * rows[column][other];
                for (int row = column + 1; row < filled; row++) {
                    product += rows[row][column] * rows[row][other];
                }
                product *= scale;
                rows[column][other] += product * head;
                for (int row = column + 1; row < filled; row++) {
                    rows[row][other] += product * rows[row][column];
                }
            }
            for (int row = column + 1; row < filled; row++) {
                rows[row][column] = 0;
            }
        }
        for (int row = columns; row < filled; row++) {
            java.util.Arrays.fill(rows[row], 0);
        }
        filled = columns;
    }
}
