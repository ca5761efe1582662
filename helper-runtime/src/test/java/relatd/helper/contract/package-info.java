// SPDX-License-Identifier: Apache-2.0
/// The tests that every helper inherits, and what makes captures for them.
///
/// [relatd.helper.contract.HelperContract] is the entry: a helper's module extends it in one class.
/// Single-threaded.
package relatd.helper.contract;
