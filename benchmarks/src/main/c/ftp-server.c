// SPDX-License-Identifier: Apache-2.0
/* The control connections of an FTP server, without any file behind them.
 *
 *   ftp-server ADDRESS PORT
 *
 * PASV is answered with 227, ADDRESS and a port that the connection has not named for fifty answers and no
 * other one names; everything else with 200. Each command is expected in a segment of its own, as
 * ftp-client sends it. Says "ready" when it listens; goes on until it is killed.
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
#include <unistd.h>

enum { WAITING = 128, FIRST_PORT = 10000, PORTS = 50, DESCRIPTORS = 1024, TOGETHER = 64 };

static char announced[32]; /* the address as 227 has it, with commas */
static unsigned answers[DESCRIPTORS];

static void fail(const char *what)
{
	fprintf(stderr, "ftp-server: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void say(int fd, const char *line, size_t length)
{
	if (write(fd, line, length) != (ssize_t)length)
		close(fd);
}

static void answer(int fd)
{
	char command[512], reply[96];
	ssize_t size = read(fd, command, sizeof(command));
	unsigned port;
	int length;

	if (size <= 0) {
		close(fd);
		return;
	}
	if (size < 4 || memcmp(command, "PASV", 4) != 0) {
		say(fd, "200 done\r\n", 10);
		return;
	}
	port = FIRST_PORT + fd * PORTS + answers[fd]++ % PORTS;
	length = snprintf(reply, sizeof(reply), "227 Entering Passive Mode (%s,%u,%u).\r\n",
			  announced, port >> 8, port & 0xff);
	say(fd, reply, length);
}

static int listen_on(const char *address, int port)
{
	struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(port)};
	int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	if (inet_pton(AF_INET, address, &own.sin_addr) != 1)
		fail("the address cannot be read");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, (struct sockaddr *)&own, sizeof(own)) < 0 || listen(fd, WAITING) < 0)
		fail("listen");
	return fd;
}

static void greet(int poll, int listener)
{
	int one = 1, fd = accept(listener, NULL, NULL);
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

	if (fd < 0 || fd >= DESCRIPTORS)
		fail("accept");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) < 0)
		fail("epoll_ctl");
	say(fd, "220 ready\r\n", 11);
}

int main(int argc, char **argv)
{
	struct epoll_event events[TOGETHER], event = {.events = EPOLLIN};
	int listener, poll = epoll_create1(0), count, i;
	char *dot;

	if (argc != 3) {
		fprintf(stderr, "usage: ftp-server ADDRESS PORT\n");
		return 1;
	}
	snprintf(announced, sizeof(announced), "%s", argv[1]);
	while ((dot = strchr(announced, '.')) != NULL)
		*dot = ',';
	event.data.fd = listener = listen_on(argv[1], atoi(argv[2]));
	if (epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) < 0)
		fail("epoll_ctl");
	puts("ready");
	fflush(stdout);
	while ((count = epoll_wait(poll, events, TOGETHER, -1)) >= 0 || errno == EINTR)
		for (i = 0; i < count; i++)
			if (events[i].data.fd == listener)
				greet(poll, listener);
			else
				answer(events[i].data.fd);
	fail("epoll_wait");
}
