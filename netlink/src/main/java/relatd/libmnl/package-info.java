// SPDX-License-Identifier: Apache-2.0
/// Binding of libmnl, in the shape that `jextract` gives its classes: one class per header with the
/// functions under their C names, one class per struct with its layout and accessors.
///
/// Never exported; [relatd.nfqueue] calls it. The library is loaded with the first function that is
/// called; layouts and constants need no library. Pointers must be alive during a call.
package relatd.libmnl;
