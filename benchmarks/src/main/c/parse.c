// SPDX-License-Identifier: Apache-2.0
/* What the C libraries need for a queued packet, on the very messages that the Java benchmarks read.
 *
 *   parse FILE...     each holds one NFQNL_MSG_PACKET message, as from the kernel
 *
 * One line for each step and file: step, file, nanoseconds of each round. A step includes those
 * before it:
 *   packet       nfq_nlmsg_parse
 *   connection   nfct_new, nfct_payload_parse of NFQA_CT, nfct_destroy
 *   verdict      pktb_alloc, IP and TCP headers, nfq_nlmsg_verdict_put, pktb_free
 */
#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <libnetfilter_conntrack/libnetfilter_conntrack.h>
#include <libnetfilter_queue/libnetfilter_queue.h>
#include <libnetfilter_queue/libnetfilter_queue_ipv4.h>
#include <libnetfilter_queue/libnetfilter_queue_ipv6.h>
#include <libnetfilter_queue/libnetfilter_queue_tcp.h>
#include <libnetfilter_queue/pktbuff.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink_queue.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 40, CALLS = 50000, LARGEST = 4096 };

static const char *const STEPS[] = {"packet", "connection", "verdict"};
static volatile uint64_t sum; /* keeps the compiler from leaving anything out */

static void fail(const char *what)
{
	fprintf(stderr, "parse: %s\n", what);
	exit(1);
}

static uint32_t parse_packet(const struct nlmsghdr *nlh, struct nlattr **attr)
{
	struct nfqnl_msg_packet_hdr *header;

	memset(attr, 0, sizeof(*attr) * (NFQA_MAX + 1));
	if (nfq_nlmsg_parse(nlh, attr) < 0 || attr[NFQA_PACKET_HDR] == NULL)
		fail("not a packet message");
	header = mnl_attr_get_payload(attr[NFQA_PACKET_HDR]);
	return ntohl(header->packet_id);
}

static void parse_connection(int family, struct nlattr **attr)
{
	struct nf_conntrack *ct = nfct_new();

	if (ct == NULL || attr[NFQA_CT] == NULL)
		fail("no connection in the message");
	if (nfct_payload_parse(mnl_attr_get_payload(attr[NFQA_CT]),
			       mnl_attr_get_payload_len(attr[NFQA_CT]), family, ct) < 0)
		fail("the connection cannot be read");
	sum += nfct_get_attr_u32(ct, ATTR_ID);
	nfct_destroy(ct);
}

static void judge(int family, uint32_t id, struct nlattr **attr, char *verdict)
{
	struct pkt_buff *packet = pktb_alloc(family, mnl_attr_get_payload(attr[NFQA_PAYLOAD]),
					     mnl_attr_get_payload_len(attr[NFQA_PAYLOAD]), 0);
	struct nlmsghdr *nlh;
	int found;

	if (packet == NULL)
		fail("no packet in the message");
	if (family == AF_INET)
		found = nfq_ip_set_transport_header(packet, nfq_ip_get_hdr(packet)) == 0;
	else
		found = nfq_ip6_set_transport_header(packet, nfq_ip6_get_hdr(packet), IPPROTO_TCP);
	if (!found)
		fail("no TCP in the packet");
	sum += nfq_tcp_get_hdr(packet)->seq;
	nlh = nfq_nlmsg_put(verdict, NFQNL_MSG_VERDICT, 1);
	nfq_nlmsg_verdict_put(nlh, id, NF_ACCEPT);
	pktb_free(packet);
}

static void once(int step, const struct nlmsghdr *nlh, int family, char *verdict)
{
	struct nlattr *attr[NFQA_MAX + 1];
	uint32_t id = parse_packet(nlh, attr);

	sum += id;
	if (step >= 1)
		parse_connection(family, attr);
	if (step >= 2)
		judge(family, id, attr, verdict);
}

static void repeat(int step, const struct nlmsghdr *nlh, int family)
{
	static char verdict[LARGEST];
	int i;

	for (i = 0; i < CALLS; i++)
		once(step, nlh, family, verdict);
}

static void print_rounds(int step, const struct nlmsghdr *nlh, int family)
{
	struct timespec from, to;
	int round;

	repeat(step, nlh, family);
	for (round = 0; round < ROUNDS; round++) {
		clock_gettime(CLOCK_MONOTONIC, &from);
		repeat(step, nlh, family);
		clock_gettime(CLOCK_MONOTONIC, &to);
		printf("\t%.1f", ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / CALLS);
	}
	printf("\n");
}

static void measure(const char *name)
{
	static char bytes[LARGEST] __attribute__((aligned(8)));
	FILE *file = fopen(name, "rb");
	size_t size;
	int step, family;

	if (file == NULL)
		fail("a message file cannot be opened");
	size = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	if (size < MNL_NLMSG_HDRLEN + sizeof(struct nfgenmsg) ||
	    !mnl_nlmsg_ok((struct nlmsghdr *)bytes, size))
		fail("not a netlink message");
	family = ((struct nfgenmsg *)mnl_nlmsg_get_payload((struct nlmsghdr *)bytes))->nfgen_family;
	for (step = 0; step < 3; step++) {
		printf("%s\t%s", STEPS[step], name);
		print_rounds(step, (struct nlmsghdr *)bytes, family);
	}
}

int main(int argc, char **argv)
{
	int i;

	if (argc < 2)
		fail("usage: parse FILE...");
	for (i = 1; i < argc; i++)
		measure(argv[i]);
	return 0;
}
