package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {

    private final RecentlyUsed<Integer, Integer> map = new RecentlyUsed<>(100, weight -> weight);

    @Test
    void up_to_the_capacity_everything_is_kept() {
        for (int key = 0; key < 10; key++) {
            map.put(key, 10);
        }
        for (int round = 0; round < 5; round++) {
            for (int key = 0; key < 10; key++) {
                assertThat(map.get(key)).isEqualTo(10);
            }
        }
        assertThat(map.get(10)).isNull();
        assertThat(map.size()).isEqualTo(10);
    }

    @Test
    void what_is_used_outlives_any_number_of_others() {
        map.put(-1, 1);
        for (int key = 0; key < 10_000; key++) {
            map.put(key, 10);
            assertThat(map.get(-1)).isEqualTo(1);
        }
        assertThat(map.get(0)).isNull();
        assertThat(map.size()).isBetween(10, 24);
    }

    @Test
    void two_generations_of_the_capacity_are_the_limit() {
        int most = 0;
        for (int key = 0; key < 10_000; key++) {
            map.put(key, 1);
            most = Math.max(most, map.size());
        }
        assertThat(most).isBetween(200, 202);
    }

    @Test
    void a_large_value_counts_by_its_weight_also_when_it_moves_or_takes_the_place_of_another() {
        map.put(1, 60);
        map.put(1, 70);
        map.put(2, 30); // 100 by now, which is not too much
        map.put(3, 1);
        assertThat(map.size()).isEqualTo(3);
        assertThat(map.get(1)).isEqualTo(70); // young again, with all its weight
        map.put(4, 31);
        map.put(5, 1);
        assertThat(map.get(2)).isNull();
        assertThat(map.get(1)).isEqualTo(70);
    }

    @Test
    void what_is_removed_is_gone_from_both_generations_and_weighs_nothing() {
        map.put(1, 50);
        map.forgetUnused();
        map.get(1);
        map.remove(1);
        assertThat(map.get(1)).isNull();
        map.remove(1);
        map.put(2, 60);
        map.put(3, 40);
        map.put(4, 0);
        map.forgetUnused();
        assertThat(map.size()).isEqualTo(3);
        assertThat(map.get(2)).isEqualTo(60);
    }

    @Test
    void what_is_not_used_between_two_rounds_is_forgotten() {
        map.put(1, 1);
        map.put(2, 1);
        map.forgetUnused();
        map.get(1);
        map.forgetUnused();
        assertThat(map.get(1)).isEqualTo(1);
        assertThat(map.get(2)).isNull();
    }

    @Test
    void the_last_value_counts() {
        map.put(1, 1);
        map.forgetUnused();
        map.put(1, 2);
        assertThat(map.get(1)).isEqualTo(2);
        map.forgetUnused();
        assertThat(map.get(1)).isEqualTo(2);
    }
}
