// SPDX-License-Identifier: Apache-2.0
/// The one `main` of all programs: the launcher scripts name the face they want.
///
/// It hands the arguments and both streams to the program's own class, guards against whatever that
/// throws, and ends the process with its status. Nothing else calls it; main thread only.
package relatd.cli;
