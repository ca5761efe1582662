// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// What all section parsers of one text share.
record Reading(Cursor cursor, ProblemLog problems, Surroundings surroundings) {

  Block block() {
    return new Block(cursor);
  }

  boolean fits(Token path, int mostBytes) {
    return path.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= mostBytes;
  }
}
