#!/bin/sh
# Rules for the dedicated link of sync-ftfw.conf, sync-notrack.conf and sync-alarm.conf, for iptables.
#   sh sync.iptables.sh | iptables-restore --noflush      (add --test to only check)
# The messages are neither encrypted nor authenticated: whoever can send them writes into the kernel's
# connection table. So nothing but the other node on the dedicated interface may speak to the port.
link=eth2
own=192.168.100.1
peer=192.168.100.2
group=225.0.0.50
port=3780

cat <<RULES
*raw
# The link's own packets are not tracked: they would fill the table that they replicate.
-A PREROUTING -i $link -s $peer -p udp --dport $port -j CT --notrack
-A PREROUTING -i $link -s $peer -p tcp --dport $port -j CT --notrack
-A PREROUTING -i $link -s $peer -p tcp --sport $port -j CT --notrack
-A OUTPUT -o $link -p udp --dport $port -j CT --notrack
-A OUTPUT -o $link -p tcp --dport $port -j CT --notrack
-A OUTPUT -o $link -p tcp --sport $port -j CT --notrack
COMMIT
*filter
# sync-ftfw.conf (UDP)
-A INPUT -i $link -s $peer -d $own -p udp --dport $port -j ACCEPT
# sync-notrack.conf (multicast); IGMP makes switches forward the group
-A INPUT -i $link -s $peer -d $group -p udp --dport $port -j ACCEPT
-A INPUT -i $link -p igmp -j ACCEPT
# sync-alarm.conf (TCP): the other node connects to us and we to it
-A INPUT -i $link -s $peer -d $own -p tcp --dport $port -j ACCEPT
-A INPUT -i $link -s $peer -d $own -p tcp --sport $port -j ACCEPT
# nobody else, from nowhere else
-A INPUT -p udp --dport $port -j DROP
-A INPUT -p tcp --dport $port -j DROP
-A INPUT ! -i $link -s $peer -j DROP
# Connections are tracked only when a rule asks for their state.
-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
COMMIT
RULES
