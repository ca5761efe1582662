// SPDX-License-Identifier: Apache-2.0
/// The conntrackd.conf language: text in, immutable records and problems out.
///
/// [ConfigReader] is the one entry point: the daemon, its client and `relatd check` all call it. It
/// answers with a [ConfigResult]: the [Config] tree (defaults filled in as conntrackd 1.4.7 fills
/// them) or the reasons why there is none. [ConfigPrinter] writes a tree back as text,
/// [ConntrackdOutput] and [CheckReport] say the problems as each program says them.
///
/// Inside: [Lexer] makes tokens, [Cursor] hands them out one ahead, and a class per section fills a
/// draft from a table of keywords ([Block]). The order of evaluation is part of the language: a
/// complaint about a value comes as soon as the value has been read and before the next word is
/// looked at, one about a clause at its closing brace, because that is the order of the lines that
/// conntrackd prints.
///
/// Threading: everything public is immutable; a parser object serves one text and one thread. This
/// package knows no other package of ours and reads nothing but the file, `/proc/self/net/dev` and
/// `/etc/protocols` (both behind [Surroundings]).
package relatd.conf;
