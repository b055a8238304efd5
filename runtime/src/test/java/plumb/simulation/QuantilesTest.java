package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Order statistics are figures that were measured, or absent. */
class QuantilesTest {
    private static final double[] FIGURES = {5, 1, 4, 2, 3};

    @Test
    void absentWhereThereIsNoFigure() {
        Quantiles none = new Quantiles(new double[0]);
        assertThat(none.median()).isEmpty();
        assertThat(none.at(0.95)).isEmpty();
        assertThat(none.max()).isEmpty();
    }

    @Test
    void medianIsTheMiddleFigure() {
        assertThat(new Quantiles(FIGURES).median()).hasValue(3);
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertThat(new Quantiles(new double[] {10, 1, 2, 4}).median()).hasValue(3);
    }

    @Test
    void nearestRankIsTheSmallestFigureThatEnoughDoNotExceed() {
        Quantiles quantiles = new Quantiles(FIGURES);
        assertThat(quantiles.at(0)).hasValue(1);
        assertThat(quantiles.at(0.2)).hasValue(1);
        assertThat(quantiles.at(0.21)).hasValue(2);
        assertThat(quantiles.at(0.8)).hasValue(4);
        assertThat(quantiles.at(0.81)).hasValue(5);
    }

    @Test
    void maxIsTheGreatest() {
        assertThat(new Quantiles(FIGURES).max()).hasValue(5);
    }

    @Test
    void theOnlyFigureIsEveryQuantile() {
        Quantiles one = new Quantiles(new double[] {7});
        assertThat(one.at(0)).hasValue(7);
        assertThat(one.median()).hasValue(7);
        assertThat(one.max()).hasValue(7);
    }

    @Test
    void laterChangesOfTheArrayChangeNothing() {
        double[] figures = FIGURES.clone();
        Quantiles quantiles = new Quantiles(figures);
        figures[0] = 100;
        assertThat(quantiles.max()).hasValue(5);
        assertThat(figures[1]).as("the caller's array stays unsorted").isEqualTo(1);
    }
}
