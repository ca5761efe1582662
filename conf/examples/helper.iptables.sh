#!/bin/sh
# Rules for helper.conf, for iptables. Load them after the daemon has registered the helpers:
#   sh helper.iptables.sh | iptables-restore --noflush      (add --test to only check)
# For IPv6 the same with "ip6" networks and ip6tables-restore.
client=eth1
server=eth2
ftp_servers=192.0.2.21,192.0.2.22

cat <<RULES
*raw
# Who gets which helper. The table raw is before connection tracking: CT puts the helper on the connection that
# this packet is about to begin.
-A PREROUTING -i $client -d ${ftp_servers%,*} -p tcp --dport 21 -j CT --helper ftp
-A PREROUTING -i $client -d ${ftp_servers#*,} -p tcp --dport 21 -j CT --helper ftp
-A PREROUTING -i $client -p tcp --dport 111 -j CT --helper rpc
-A PREROUTING -i $client -p udp --dport 111 -j CT --helper rpc
-A PREROUTING -i $client -p tcp --dport 1521 -j CT --helper tns
-A PREROUTING -i $client -p udp --dport 69 -j CT --helper tftp
COMMIT
*filter
:FORWARD DROP [0:0]
-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
-A FORWARD -m conntrack --ctstate INVALID -j DROP
# A foretold connection is RELATED for its first packet only. Ask for the helper and a range of ports.
-A FORWARD -p tcp -m conntrack --ctstate RELATED -m helper --helper ftp --dport 1024:65535 -j ACCEPT
-A FORWARD -p tcp -m conntrack --ctstate RELATED -m helper --helper rpc --dport 1024:65535 -j ACCEPT
-A FORWARD -p udp -m conntrack --ctstate RELATED -m helper --helper rpc --dport 1024:65535 -j ACCEPT
-A FORWARD -p tcp -m conntrack --ctstate RELATED -m helper --helper tns --dport 1024:65535 -j ACCEPT
-A FORWARD -p udp -m conntrack --ctstate RELATED -m helper --helper tftp --dport 1024:65535 -j ACCEPT
-A FORWARD -p icmp -m conntrack --ctstate RELATED -j ACCEPT
-A FORWARD -i $client -o $server -p tcp -m multiport --dports 21,111,1521 -m conntrack --ctstate NEW -j ACCEPT
-A FORWARD -i $client -o $server -p udp -m multiport --dports 69,111 -m conntrack --ctstate NEW -j ACCEPT
COMMIT
RULES
