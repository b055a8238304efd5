package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverrunBudgetTest {
    @Test
    void holdsUpToTheAllowedNumberInARowAndNotBeyond() {
        assertThat(new OverrunBudget(12, 1000).cycle(12)).isTrue();
        assertThat(new OverrunBudget(12, 1000).cycle(13)).isFalse();
    }

    @Test
    void forgetsMissesThatAreMoreThanAThousandPeriodsOld() {
        OverrunBudget budget = new OverrunBudget(12, 1);
        assertThat(budget.cycle(1)).isTrue();
        for (int i = 0; i < 998; i++) {
            assertThat(budget.cycle(0)).isTrue();
        }
        assertThat(budget.cycle(1))
                .as("the first miss has just left the window")
                .isTrue();
        assertThat(budget.cycle(1)).isFalse();
    }

    @Test
    void agreesWithCountingTheWindowByHand() {
        SplittableRandom random = new SplittableRandom(3);
        OverrunBudget budget = new OverrunBudget(12, 20);
        List<Boolean> periods = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int missed = random.nextInt(60) == 0 ? random.nextInt(1, 15) : 0;
            for (int k = 0; k < missed; k++) {
                periods.add(true);
            }
            long inWindow = periods.subList(Math.max(0, periods.size() - 1000), periods.size()).stream()
                    .filter(period -> period)
                    .count();
            assertThat(budget.cycle(missed)).as("cycle " + i).isEqualTo(missed <= 12 && inWindow <= 20);
            periods.add(false);
        }
    }

    @Test
    void survivesAStallLongerThanItsWindow() {
        OverrunBudget budget = new OverrunBudget(12, 1000);

        assertThat(budget.cycle(5_000_000_000L)).isFalse();
        assertThat(budget.worstRun()).isEqualTo(5_000_000_000L);
    }

    @Test
    void remembersTheWorstRun() {
        OverrunBudget budget = new OverrunBudget(12, 1000);
        budget.cycle(3);
        budget.cycle(7);
        budget.cycle(2);

        assertThat(budget.worstRun()).isEqualTo(7);
    }

    @Test
    void aBudgetOfNothingHoldsUntilTheFirstMiss() {
        OverrunBudget budget = new OverrunBudget(0, 0);
        assertThat(budget.cycle(0)).isTrue();
        assertThat(budget.cycle(1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "5, -1", "5, 1001"})
    void refusesABudgetThatMeansNothing(int inARow, int inWindow) {
        assertThatThrownBy(() -> new OverrunBudget(inARow, inWindow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overrun budget of " + inARow);
    }
}
