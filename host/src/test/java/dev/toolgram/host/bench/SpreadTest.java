package dev.toolgram.host.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void medianOfAnOddNumberOfValuesIsTheMiddleOne() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(4, 1, 9));
    }

    @Test
    void medianOfAnEvenNumberOfValuesIsTheMeanOfTheMiddleTwo() {
        assertThat(Spread.of(List.of(10.0, 2.0, 4.0, 3.0))).isEqualTo(new Spread(3.5, 2, 10));
    }

    @Test
    void noValuesHaveNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }

    @Test
    void ratesThatStillRiseAreNotSteady() {
        assertThat(Spread.isSteady(List.of(100.0, 200.0, 300.0, 310.0, 305.0, 320.0)))
                .isFalse();
    }

    @Test
    void ratesAreSteadyWhenTheLastThreeBringAtMostFivePercent() {
        assertThat(Spread.isSteady(List.of(100.0, 300.0, 400.0, 390.0, 420.0, 250.0)))
                .isTrue();
    }

    @Test
    void fewerThanSixRatesAreTooFew() {
        assertThat(Spread.isSteady(List.of(100.0, 100.0, 100.0, 100.0, 100.0))).isFalse();
    }

    @Test
    void sampleIsReadFromTheLineOfALoadProcess() {
        Sample sample = Sample.parse(Sample.format(500, 2_000_000_000L, 1_500_000), 250_000);

        assertThat(sample.rate()).isEqualTo(250.0);
        assertThat(sample.cpuMicrosPerRequest()).isEqualTo(500.0);
        assertThat(sample.p50Millis()).isEqualTo(1.5);
    }
}
