package org.dicomcaravan.destination.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.junit.jupiter.api.Test;

class SentNamesTest {
    private final SentNames sent = new SentNames();

    private static ObjectName name(String name) {
        return new ObjectName("demo", name);
    }

    private List<ObjectName> pages(int size) throws DestinationException {
        List<ObjectName> all = new ArrayList<>();
        sent.pages(size, page -> {
            assertThat(page).isNotEmpty().hasSizeLessThanOrEqualTo(size);
            all.addAll(page);
        });
        return all;
    }

    @Test
    void givesBackEveryNameOnceInWhateverOrderTheyCame() throws DestinationException {
        List<ObjectName> names = Stream.of(
                        "s/1.2.3.dcm",
                        "s/1.2.3",
                        "5",
                        "s/5",
                        "s/5.png",
                        "s/4.png",
                        "s/7.png",
                        "s/6.png",
                        "s/6.png",
                        "s/007.png",
                        "s/0.png",
                        "s/5.jpg",
                        "s/99999999999.png",
                        "t/1.5",
                        "s/2.png",
                        "s/1.png",
                        "s/3.png")
                .map(SentNamesTest::name)
                .toList();
        names.forEach(sent::add);
        assertThat(pages(4))
                .containsExactlyInAnyOrderElementsOf(names.stream().distinct().toList());
    }

    @Test
    void holdsAHugeInstanceInALittleMemory() throws DestinationException {
        IntStream.rangeClosed(1, 400_000).forEach(frame -> sent.add(name("s/1.2/" + frame + ".png")));
        assertThat(pages(100)).hasSize(400_000).doesNotHaveDuplicates();
    }

    @Test
    void givesNothingOfNothing() throws DestinationException {
        assertThat(pages(10)).isEmpty();
    }
}
