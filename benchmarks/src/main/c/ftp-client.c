// SPDX-License-Identifier: Apache-2.0
/* Clients of ftp-server who talk as fast as they are answered.
 *
 *   ftp-client ADDRESS PORT CONNECTIONS SECONDS COMMAND
 *
 * COMMAND is sent on each connection, again when it has been answered. At the end one line: commands that were
 * answered, and the seconds that it took, counted from the last greeting.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TOGETHER = 64, WAIT_MS = 100, LINE = 512 };

static char command[64];
static int command_length;
static int *fds, connections;

static void fail(const char *what)
{
	fprintf(stderr, "ftp-client: %s: %s\n", what, strerror(errno));
	exit(1);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static void ask(int fd)
{
	if (write(fd, command, command_length) != command_length)
		fail("write");
}

/* Whether a whole line has come; the server sends nothing behind it. */
static int hear(int fd)
{
	char line[LINE];
	ssize_t size = read(fd, line, sizeof(line));

	if (size <= 0)
		fail("the server has gone");
	return line[size - 1] == '\n';
}

static int connect_to(const char *address, int port)
{
	struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
	int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	if (inet_pton(AF_INET, address, &server.sin_addr) != 1)
		fail("the address cannot be read");
	if (connect(fd, (struct sockaddr *)&server, sizeof(server)) < 0)
		fail("connect");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	while (!hear(fd))
		;
	return fd;
}

static long talk(int poll, double end)
{
	struct epoll_event events[TOGETHER];
	long answered = 0;
	int count, i;

	while (now() < end) {
		count = epoll_wait(poll, events, TOGETHER, WAIT_MS);
		for (i = 0; i < count; i++)
			if (hear(fds[events[i].data.u32])) {
				answered++;
				ask(fds[events[i].data.u32]);
			}
	}
	return answered;
}

static void greet(int poll, const char *address, int port)
{
	int i;

	fds = calloc(connections, sizeof(*fds));
	if (fds == NULL)
		fail("memory");
	for (i = 0; i < connections; i++) {
		struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};

		fds[i] = connect_to(address, port);
		if (epoll_ctl(poll, EPOLL_CTL_ADD, fds[i], &event) < 0)
			fail("epoll_ctl");
	}
}

int main(int argc, char **argv)
{
	int poll = epoll_create1(0), i;
	double begin;
	long answered;

	if (argc != 6 || (connections = atoi(argv[3])) < 1) {
		fprintf(stderr, "usage: ftp-client ADDRESS PORT CONNECTIONS SECONDS COMMAND\n");
		return 1;
	}
	command_length = snprintf(command, sizeof(command), "%s\r\n", argv[5]);
	greet(poll, argv[1], atoi(argv[2]));
	begin = now();
	for (i = 0; i < connections; i++)
		ask(fds[i]);
	answered = talk(poll, begin + atof(argv[4]));
	printf("%ld %.6f\n", answered, now() - begin);
	return 0;
}
