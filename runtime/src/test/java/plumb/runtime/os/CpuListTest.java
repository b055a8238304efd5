package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuListTest {
    @ParameterizedTest
    @CsvSource({"0,1", "0-3,4", "'0-1,3',3", "'1,3,5-7',5", "'',0"})
    void survivesTheWayToASetAndBack(String text, int count) {
        CpuList list = new CpuList(text);

        assertThat(list.count()).isEqualTo(count);
        assertThat(CpuList.of(list.toSet())).isEqualTo(list);
    }

    @Test
    void listsTheMembers() {
        BitSet expected = new BitSet();
        expected.set(0, 3);
        expected.set(5);

        assertThat(new CpuList(" 0-2,5\n").toSet()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1-", "-1", "1,,2", "1 2"})
    void refusesWhatIsNoList(String text) {
        assertThatThrownBy(() -> new CpuList(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a processor list");
    }
}
