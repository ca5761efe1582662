// SPDX-License-Identifier: Apache-2.0
/// Binding of libnetfilter_queue's message functions, in the shape that `jextract` gives its
/// classes.
///
/// Never exported; [relatd.nfqueue] calls it: configuration always goes through the library, and so
/// do the tests that compare its messages with ours. The library is loaded with the first function
/// that is called.
package relatd.libnetfilter_queue;
