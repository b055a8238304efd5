package plumb.hal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LinkStatisticsTest {
    @Test
    void countsFromAnEarlierLook() {
        assertThat(new LinkStatistics(100, 5, 7, 9, 3).since(new LinkStatistics(40, 3, 4, 8, 1)))
                .isEqualTo(new LinkStatistics(60, 2, 3, 1, 2));
    }

    @Test
    void refusesWhatCannotBeACount() {
        assertThatThrownBy(() -> new LinkStatistics(-1, 0, 0, 0)).hasMessageContaining("none can be negative");
        assertThatThrownBy(() -> new LinkStatistics(0, -1, 0, 0)).hasMessageContaining("none can be negative");
        assertThatThrownBy(() -> new LinkStatistics(0, 0, -1, 0)).hasMessageContaining("none can be negative");
        assertThatThrownBy(() -> new LinkStatistics(0, 0, 0, -1)).hasMessageContaining("none can be negative");
        assertThatThrownBy(() -> new LinkStatistics(0, 0, 0, 0, -1)).hasMessageContaining("-1 reconnections: none can");
    }
}
