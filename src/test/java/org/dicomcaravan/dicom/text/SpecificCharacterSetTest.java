package org.dicomcaravan.dicom.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of PS3.5, annexes H to K, one of each repertoire of PS3.3 C.12.1.1.2, and what breaks the rules. */
class SpecificCharacterSetTest {

    private static SpecificCharacterSet parse(String terms) {
        return SpecificCharacterSet.of(terms.getBytes(StandardCharsets.ISO_8859_1))
                .orElse(SpecificCharacterSet.DEFAULT);
    }

    private static void assertDecodes(String example) {
        String[] parts = example.split("; ", -1);
        assertThat(parse(parts[0]).decode(HexFormat.of().parseHex(parts[1]))).isEqualTo(parts[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ISO 2022 IR 87; "
                        + "59616d6164615e5461726f753d1b24423b3345441b28425e1b244242404f3a1b28423d1b24422464"
                        + "245e24401b28425e1b2442243f246d24261b2842; "
                        + "Yamada^Tarou=山田^太郎=やまだ^たろう",
                "ISO 2022 IR 13\\ISO 2022 IR 87; "
                        + "d4cfc0de5ec0dbb33d1b24423b3345441b284a5e1b244242404f3a1b284a3d1b24422464245e2440"
                        + "1b284a5e1b2442243f246d24261b284a; "
                        + "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
                "\\ISO 2022 IR 149; "
                        + "486f6e675e47696c646f6e673d1b242943fbf35e1b242943d1ced4d73d1b242943c8ab5e1b242943"
                        + "b1e6b5bf; "
                        + "Hong^Gildong=洪^吉洞=홍^길동",
                "ISO_IR 192; 57616e675e5869616f446f6e673de78e8b5ee5b08fe69db13d; Wang^XiaoDong=王^小東=",
                "GB18030; 57616e675e5869616f446f6e673dcdf55ed0a1b6ab3d; Wang^XiaoDong=王^小东=",
                "\\ISO 2022 IR 58; "
                        + "5a68616e675e5869616f446f6e673d1b242941d5c55e1b242941d0a1b6ab3d; "
                        + "Zhang^XiaoDong=张^小东=",
                "\\ISO 2022 IR 159; 1b24284430211b2842; 丂",
                "ISO_IR 100; 4275635e4ae972f46d65; Buc^Jérôme",
                "ISO_IR 101; 5761b3ea7361; Wałęsa",
                "iso-ir-109; e6; ĉ",
                "ISO_IR 110; e0; ā",
                "ISO_IR 144; bbeeda6365dcd17970d3; Люкceмбypг",
                "ISO_IR 126; c4e9efedf5f3e9eff2; Διονυσιος",
                "ISO_IR 127; e2c8c7e6ea; قباني",
                "ISO_IR 138; f9f8e5ef; שרון",
                "ISO_IR 148; d0; Ğ",
                "ISO_IR 203; a4; €",
                "ISO_IR 166; b9d2c1; นาม",
                "ISO 2022 IR 100\\ISO 2022 IR 144; 44696f6e7973696f7320c43d1b2d4cbbee; Dionysios Ä=Лю"
            })
    void decodes(String example) {
        assertDecodes(example);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; c3a4; ä",
                "; e4; ä",
                "ISO_IR 13; ff; ÿ",
                "ISO_IR 192; e4; ä",
                "NO SUCH TERM; c3a4; ä",
                "\\ISO 2022 IR 87; 1b244221; \u001B$B!"
            })
    void readsWhatIsNotValidAsUtf8OrLatin1(String example) {
        assertDecodes(example);
    }

    @Test
    void comparesTermsWithoutCaseAndPunctuation() {
        assertThat(parse("iso_2022-ir 87 \\ISO_IR  100").terms()).isEqualTo(List.of("ISO IR 87", "ISO IR 100"));
        assertThat(SpecificCharacterSet.of(" \0".getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }
}
