// SPDX-License-Identifier: Apache-2.0
/// The one `main` of all programs: the launcher scripts name the face they want.
package relatd.cli;
