package io.mlstack.train.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.error.Finding;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class EnginesTest {

    @Test
    void aBrokenEngineDoesNotTakeTheOthersWithIt() {
        Engine good = Engine.all().get(0);
        Iterator<Engine> found = new Iterator<>() {
            private int position;

            @Override
            public boolean hasNext() {
                return position < 2;
            }

            @Override
            public Engine next() {
                if (position++ == 0) {
                    throw new ServiceConfigurationError("engine acme", new NoClassDefFoundError("acme/Native"));
                }
                return good;
            }
        };

        Engines engines = Engines.of(found);

        assertThat(engines.usable()).containsExactly(good);
        assertThat(engines.broken())
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .contains("acme/Native");
    }

    @Test
    void theJavaEngineIsAlwaysThere() {
        assertThat(Engine.all()).extracting(Engine::name).contains("java");
        assertThat(Engine.broken()).isEmpty();
    }
}
