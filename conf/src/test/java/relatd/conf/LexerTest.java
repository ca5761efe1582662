// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the living conntrackd 1.4.7 cuts words was tried out word by word.
class LexerTest {

  private static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text, new ProblemLog("t.conf"));
    List<Token> tokens = new ArrayList<>();
    for (Token t = lexer.next(); !t.is(Token.Kind.END); t = lexer.next()) {
      tokens.add(t);
    }
    return tokens;
  }

  @ParameterizedTest
  @CsvSource({
    "abc, ADDRESS, abc",
    "abcd, ADDRESS, abcd",
    "abcde, STRING, abcde",
    "deadbeef, STRING, deadbeef",
    "abcd.ef, STRING, abcd.ef",
    "dead:beef, ADDRESS, dead:beef",
    "12:, NUMBER, 12",
    "12345:6, NUMBER, 12345",
    "12ab, ADDRESS, 12ab",
    "12abcd, ADDRESS, 12ab",
    "abcdef::, ADDRESS, abcdef::",
    "1:1:1:1:1:1:1::, ADDRESS, 1:1:1:1:1:1:1::",
    "1:1:1:1:1:1:1:1::, ADDRESS, 1:1:1:1:1:1:1:1",
    "a:b:c:d:e:f:1:2:3, ADDRESS, a:b:c:d:e:f:1:2",
    "::1:1:1:1:1:1:1:1, ADDRESS, ::1:1:1:1:1:1:1:",
    "1::2::3, ADDRESS, 1::2:",
    "a::::b, ADDRESS, a:::",
    "::ffff:1.2.3.4, ADDRESS, ::ffff:1",
    "::1:/3, ADDRESS, ::1:/3",
    "1::/x, ADDRESS, 1::",
    "::/0, ADDRESS, ::/0",
    ":, OTHER, :",
    "12/8, ADDRESS, 12/8",
    "1.2.3, NUMBER, 1",
    "1.2.3.4.5, ADDRESS, 1.2.3.4",
    "1.2.3.4/99999, ADDRESS, 1.2.3.4/99999",
    "0x12, NUMBER, 0",
    "_a, OTHER, _",
    "a-, STRING, a-",
    "-20, SIGNED, -20",
    "-x, OTHER, -",
    "/a#b{c}, PATH, /a#b{c}",
    "oN, TRUE, oN",
    "NO, FALSE, NO",
    "Ftfw, MODE, Ftfw",
    "PERSISTENT, MODE, PERSISTENT",
    "persistent, STRING, persistent",
    "Generals, STRING, Generals",
    "General, KEYWORD, General",
    "general, STRING, general",
  })
  void cutsWordsLikeTheOriginal(String text, Token.Kind kind, String word) {
    Token first = tokens(text).getFirst();
    assertThat(first.kind()).isEqualTo(kind);
    assertThat(first.text()).isEqualTo(word);
  }

  @Test
  void countsLinesAndColumns() {
    assertThat(tokens("General {\r\n\tHashSize 8 # x }\n }"))
        .extracting(t -> t.text() + '@' + t.line() + ':' + t.column())
        .containsExactly("General@1:1", "{@1:9", "HashSize@2:2", "8@2:11", "}@3:2");
  }

  @Test
  void endsACommentWithTheFile() {
    assertThat(tokens("# no newline")).isEmpty();
    assertThat(tokens("on # no newline")).hasSize(1);
  }

  @Test
  void keepsACarriageReturnOutOfAPath() {
    assertThat(tokens("/run/x.ctl\r\n}"))
        .extracting(Token::text)
        .containsExactly("/run/x.ctl", "}");
  }

  @Test
  void skipsAByteOrderMark() {
    assertThat(tokens("\ufeffGeneral")).extracting(Token::column).containsExactly(1);
  }
}
