package org.dicomcaravan.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of PS3.5 6.2.1, with examples of its annexes H and I. */
class PersonNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Adams^John Robert Quincy^^Rev.^B.A. M.Div. | {'Alphabetic':{'FamilyName':'Adams','GivenName':'John Robert Quincy',"
                        + "'NamePrefix':'Rev.','NameSuffix':'B.A. M.Div.'}} | true",
                "Yamada^Tarou=山田^太郎=やまだ^たろう | {'Alphabetic':{'FamilyName':'Yamada','GivenName':'Tarou'},"
                        + "'Ideographic':{'FamilyName':'山田','GivenName':'太郎'},"
                        + "'Phonetic':{'FamilyName':'やまだ','GivenName':'たろう'}} | true",
                "=洪^吉洞 | {'Ideographic':{'FamilyName':'洪','GivenName':'吉洞'}} | true",
                "' A ^ B ' | {'Alphabetic':{'FamilyName':'A','GivenName':'B'}} | true",
                "^^^^ | {} | false",
                "'' | {} | false",
                "A^B^C^D^E^F | {'Alphabetic':{'FamilyName':'A','GivenName':'B','MiddleName':'C',"
                        + "'NamePrefix':'D','NameSuffix':'E'}} | false",
                "A^B^C^D^E^ | {'Alphabetic':{'FamilyName':'A','GivenName':'B','MiddleName':'C',"
                        + "'NamePrefix':'D','NameSuffix':'E'}} | true",
                "A=B=C=D | {'Alphabetic':{'FamilyName':'A'},'Ideographic':{'FamilyName':'B'},"
                        + "'Phonetic':{'FamilyName':'C'}} | false",
            })
    void isTakenApart(String text, String record, boolean isWhole) {
        PersonName name = PersonName.of(text);
        assertThat(name.record()).hasToString(record.replace('\'', '"'));
        assertThat(name.isWhole()).isEqualTo(isWhole);
    }
}
