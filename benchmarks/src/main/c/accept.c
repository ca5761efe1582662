// SPDX-License-Identifier: Apache-2.0
/* The floor of every program that serves a queue: it takes whole packets and accepts them, a receive and a
 * send for each, and does nothing else.
 *
 *   accept QUEUE LENGTH
 *
 * Goes on until it is killed.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <libnetfilter_queue/libnetfilter_queue.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink_queue.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { LARGEST = 0xffff, MESSAGE = LARGEST + 4096, REQUEST = 256, BACKLOG = 8 << 20 };

static struct mnl_socket *netlink;
static uint16_t queue;

static void fail(const char *what)
{
	fprintf(stderr, "accept: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void send_message(const struct nlmsghdr *nlh)
{
	if (mnl_socket_sendto(netlink, nlh, nlh->nlmsg_len) < 0)
		fail("send");
}

static int accept_packet(const struct nlmsghdr *nlh, void *unused)
{
	char verdict[REQUEST];
	struct nlattr *attr[NFQA_MAX + 1] = {0};
	const struct nfqnl_msg_packet_hdr *header;
	struct nlmsghdr *answer;

	(void)unused;
	if (nfq_nlmsg_parse(nlh, attr) < 0 || attr[NFQA_PACKET_HDR] == NULL)
		return MNL_CB_OK;
	header = mnl_attr_get_payload(attr[NFQA_PACKET_HDR]);
	answer = nfq_nlmsg_put(verdict, NFQNL_MSG_VERDICT, queue);
	nfq_nlmsg_verdict_put(answer, ntohl(header->packet_id), NF_ACCEPT);
	send_message(answer);
	return MNL_CB_OK;
}

/* When hundreds of connections end at once their packets have to find room. */
static void open_netlink(void)
{
	int backlog = BACKLOG;

	netlink = mnl_socket_open(NETLINK_NETFILTER);
	if (netlink == NULL || mnl_socket_bind(netlink, 0, MNL_SOCKET_AUTOPID) < 0)
		fail("open a netlink socket");
	if (setsockopt(mnl_socket_get_fd(netlink), SOL_SOCKET, SO_RCVBUFFORCE, &backlog, sizeof(backlog)) < 0)
		fail("SO_RCVBUFFORCE");
}

/* Binds the queue and waits for the kernel's word that it is ours. */
static void bind_queue(uint32_t length)
{
	char buffer[MESSAGE];
	struct nlmsghdr *nlh = nfq_nlmsg_put(buffer, NFQNL_MSG_CONFIG, queue);
	ssize_t size;

	nlh->nlmsg_flags |= NLM_F_ACK;
	nfq_nlmsg_cfg_put_cmd(nlh, AF_INET, NFQNL_CFG_CMD_BIND);
	nfq_nlmsg_cfg_put_params(nlh, NFQNL_COPY_PACKET, LARGEST);
	nfq_nlmsg_cfg_put_qmaxlen(nlh, length);
	send_message(nlh);
	size = mnl_socket_recvfrom(netlink, buffer, sizeof(buffer));
	if (size < 0 || mnl_cb_run(buffer, size, 0, 0, accept_packet, NULL) < 0)
		fail("bind the queue");
}

int main(int argc, char **argv)
{
	static char buffer[MESSAGE];
	ssize_t size;

	if (argc != 3) {
		fprintf(stderr, "usage: accept QUEUE LENGTH\n");
		return 1;
	}
	queue = atoi(argv[1]);
	open_netlink();
	bind_queue(atoi(argv[2]));
	while ((size = mnl_socket_recvfrom(netlink, buffer, sizeof(buffer))) > 0)
		if (mnl_cb_run(buffer, size, 0, 0, accept_packet, NULL) < 0)
			fail("read a packet");
	fail("receive");
}
