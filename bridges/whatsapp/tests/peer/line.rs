//! One connection of a client: the handshake, then its requests and messages, one after the other.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_websockets::{Message, ServerBuilder, WebSocketStream};
use whatsapp_rust::Jid;
use whatsapp_rust::buffa::{Message as _, MessageField};
use whatsapp_rust::wacore::framing::{FrameDecoder, encode_frame};
use whatsapp_rust::wacore::handshake::{NoiseCipher, NoiseHandshake};
use whatsapp_rust::wacore::libsignal::protocol::{IdentityKey, KeyPair, PreKeyBundle, PublicKey};
use whatsapp_rust::wacore_binary::builder::NodeBuilder;
use whatsapp_rust::wacore_binary::consts::{NOISE_PATTERN_XX, WA_CONN_HEADER};
use whatsapp_rust::wacore_binary::node::Node;
use whatsapp_rust::wacore_binary::{NodeRef, OwnedNodeRef, marshal, util};
use whatsapp_rust::waproto::whatsapp as wa;
use whatsapp_rust::waproto::whatsapp::cert_chain::{NoiseCertificate, noise_certificate};

use super::people::luck;
use super::{BOT, BOT_DEVICE, BOT_LID, Called, Order, Said, State, World, people, phone, typed};

/// The connection is over; why does not matter to anybody.
struct Over;

impl<E: std::error::Error> From<E> for Over {
    fn from(_: E) -> Self {
        Self
    }
}

type Done<T> = Result<T, Over>;

struct Line {
    world: Arc<World>,
    socket: WebSocketStream<TcpStream>,
    frames: FrameDecoder,
    writes: NoiseCipher,
    reads: NoiseCipher,
    written: u32,
    read: u32,
}

/// Serves one client until it or the connection ends.
pub(super) async fn serve(world: Arc<World>, stream: TcpStream) {
    let Ok((_, socket)) = ServerBuilder::new().accept(stream).await else {
        return;
    };
    let Ok((mut line, user)) = shake_hands(world.clone(), socket).await else {
        return;
    };
    let (orders, mut ordered) = mpsc::unbounded_channel();
    world.change(|it| {
        it.line = Some(orders.clone());
        it.is_active = false;
    });
    let _over = line.until_over(user, &mut ordered).await;
    world.change(|it| {
        if it.line.as_ref().is_some_and(|it| it.same_channel(&orders)) {
            it.line = None;
            it.is_active = false;
        }
    });
}

/// Hands a letter over, as one that waited.
pub(super) fn hand_over(state: &State, mut node: Node) {
    node.attrs.insert("offline", "0");
    if let Some(line) = &state.line {
        // A connection that is gone gets nothing; the letter waits for the next.
        let _ = line.send(Order::Send(node));
    }
}

async fn frame(
    socket: &mut WebSocketStream<TcpStream>,
    frames: &mut FrameDecoder,
) -> Done<BytesMut> {
    loop {
        if let Some(frame) = frames.decode_frame() {
            return Ok(frame);
        }
        let message = socket.next().await.ok_or(Over)??;
        if message.is_close() {
            return Err(Over);
        }
        frames.feed(message.as_payload());
    }
}

async fn put(socket: &mut WebSocketStream<TcpStream>, bytes: &[u8]) -> Done<()> {
    let framed = encode_frame(bytes, None).map_err(|_| Over)?;
    Ok(socket.send(Message::binary(Bytes::from(framed))).await?)
}

fn key(bytes: &[u8]) -> [u8; 32] {
    bytes.try_into().unwrap()
}

/// A certificate of nobody's that has expired: so no client resumes by it, and each begins anew.
fn certificate(of: [u8; 32]) -> Vec<u8> {
    let part = |serial, issuer, key: Vec<u8>| {
        let details = noise_certificate::Details {
            serial: Some(serial),
            issuer_serial: Some(issuer),
            key: Some(key),
            not_before: Some(1),
            not_after: Some(2),
        };
        MessageField::some(NoiseCertificate {
            details: Some(details.encode_to_vec()),
            signature: Some(vec![0; 64]),
        })
    };
    let chain = wa::CertChain {
        leaf: part(2, 1, of.to_vec()),
        intermediate: part(1, 0, vec![0xCC; 32]),
    };
    chain.encode_to_vec()
}

/// The Noise handshake (XX), answered; gives who logs in, nobody where a device is to be linked.
async fn shake_hands(
    world: Arc<World>,
    mut socket: WebSocketStream<TcpStream>,
) -> Done<(Line, Option<u64>)> {
    let mut frames = FrameDecoder::new();
    let first = socket.next().await.ok_or(Over)??;
    let first = first.as_payload();
    let first = first.strip_prefix(&WA_CONN_HEADER[..]).unwrap_or(first);
    frames.feed(first);
    let hello = frame(&mut socket, &mut frames).await?;
    let hello = wa::HandshakeMessage::decode_from_slice(&hello)?;
    let hello = hello.client_hello.into_option().ok_or(Over)?;
    let theirs = key(&hello.ephemeral.ok_or(Over)?);

    let (identity, ours) = (
        KeyPair::generate(&mut luck()),
        KeyPair::generate(&mut luck()),
    );
    let identity_key = key(identity.public_key.public_key_bytes());
    let our_key = key(ours.public_key.public_key_bytes());
    let mut noise = NoiseHandshake::new(NOISE_PATTERN_XX, &WA_CONN_HEADER)?;
    noise.authenticate(&theirs);
    noise.authenticate(&our_key);
    noise.mix_shared_secret(ours.private_key.serialize(), &theirs)?;
    let sealed_identity = noise.encrypt(&identity_key)?;
    noise.mix_shared_secret(identity.private_key.serialize(), &theirs)?;
    let sealed_certificate = noise.encrypt(&certificate(identity_key))?;
    let answer = wa::HandshakeMessage {
        server_hello: MessageField::some(wa::handshake_message::ServerHello {
            ephemeral: Some(our_key.to_vec()),
            r#static: Some(sealed_identity),
            payload: Some(sealed_certificate),
            ..Default::default()
        }),
        ..Default::default()
    };
    put(&mut socket, &answer.encode_to_vec()).await?;

    let finish = frame(&mut socket, &mut frames).await?;
    let finish = wa::HandshakeMessage::decode_from_slice(&finish)?;
    let finish = finish.client_finish.into_option().ok_or(Over)?;
    let their_identity = noise.decrypt(&finish.r#static.ok_or(Over)?)?;
    noise.mix_shared_secret(ours.private_key.serialize(), &their_identity)?;
    let payload = noise.decrypt(&finish.payload.ok_or(Over)?)?;
    let payload = wa::ClientPayload::decode_from_slice(&payload)?;
    let (reads, writes) = noise.finish()?;
    let line = Line {
        world,
        socket,
        frames,
        writes,
        reads,
        written: 0,
        read: 0,
    };
    Ok((line, payload.username))
}

impl Line {
    async fn until_over(
        &mut self,
        user: Option<u64>,
        ordered: &mut mpsc::UnboundedReceiver<Order>,
    ) -> Done<()> {
        match user {
            None => self.put(codes()).await?,
            Some(_) => {
                let refusal = self.world.change(|it| it.refusal.take());
                let is_linked = self.world.state().is_linked;
                let refusal = refusal.or_else(|| {
                    let not_known = NodeBuilder::new("failure").attr("reason", "401");
                    (!is_linked).then(|| not_known.build())
                });
                if let Some(refusal) = refusal {
                    return self.put(refusal).await;
                }
                self.put(
                    NodeBuilder::new("success")
                        .attr("t", "1764000000")
                        .attr("lid", format!("{BOT_LID}:{BOT_DEVICE}@lid"))
                        .build(),
                )
                .await?;
                self.world.logins.send_modify(|it| *it += 1);
            }
        }
        loop {
            while let Some(mut frame) = self.frames.decode_frame() {
                self.reads
                    .decrypt_in_place_with_counter::<BytesMut>(self.read, &mut frame)?;
                self.read += 1;
                let node = OwnedNodeRef::new(util::unpack_bytes(frame)?)?;
                self.answer(node.get()).await?;
            }
            tokio::select! {
                message = self.socket.next() => {
                    let message = message.ok_or(Over)??;
                    if message.is_close() {
                        return Err(Over);
                    }
                    self.frames.feed(message.as_payload());
                }
                order = ordered.recv() => match order {
                    Some(Order::Send(node)) => self.put(node).await?,
                    Some(Order::Cut) | None => return Err(Over),
                },
            }
        }
    }

    async fn put(&mut self, node: Node) -> Done<()> {
        let bytes = marshal::marshal(&node)?;
        let sealed = self.writes.encrypt_with_counter(self.written, &bytes)?;
        self.written += 1;
        put(&mut self.socket, &sealed).await
    }

    async fn answer(&mut self, node: &NodeRef<'_>) -> Done<()> {
        match node.tag.as_ref() {
            "iq" => self.answer_request(node).await,
            "message" => self.take_message(node).await,
            "receipt" => {
                // "inactive" is what a client says that nobody looks at; "retry" asks for the message anew.
                if attr(node, "type") != "retry" {
                    self.acknowledged(node);
                }
                let ack = NodeBuilder::new("ack").attr("class", "receipt");
                let ack = ack
                    .attr("id", attr(node, "id"))
                    .attr("to", attr(node, "to"));
                self.put(ack.build()).await?;
                if attr(node, "type") == "retry" {
                    self.world.seals_anew(&attr(node, "id")).await;
                }
                Ok(())
            }
            "ack" if attr(node, "class") == "message" => {
                self.acknowledged(node);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The client has these letters.
    fn acknowledged(&self, node: &NodeRef<'_>) {
        let mut ids = vec![attr(node, "id")];
        let list = child(node, "list").and_then(|it| it.children());
        ids.extend(list.unwrap_or(&[]).iter().map(|it| attr(it, "id")));
        self.world.change(|it| {
            it.letters.retain_mut(|letter| {
                !ids.contains(&letter.id) || std::mem::take(&mut letter.is_anew)
            });
        });
    }

    async fn answer_request(&mut self, node: &NodeRef<'_>) -> Done<()> {
        if matches!(attr(node, "type").as_str(), "result" | "error") {
            if attr(node, "id") == phone::LINKED {
                // So WhatsApp sends a device that it has linked to log in.
                let again = NodeBuilder::new("stream:error").attr("code", "515");
                self.put(again.build()).await?;
            }
            return Ok(());
        }
        if let Some(linking) = child(node, typed::LINKING) {
            return self.answer_linking(node, linking).await;
        }
        let answer = answer_to(node);
        let space = attr(node, "xmlns");
        let mut goes_active = false;
        let children = match space.as_str() {
            "encrypt" if child(node, "count").is_some() => {
                let has_keys = self.world.state().bundle.is_some();
                let count = if has_keys { "800" } else { "0" };
                vec![NodeBuilder::new("count").attr("value", count).build()]
            }
            "encrypt" if child(node, "list").is_some() => {
                let bundle = bundle(node)?;
                let key = self.world.phone.shares_a_key(&bundle).await;
                self.world.change(|it| {
                    if it.bundle.replace(bundle).is_none() {
                        it.letters.push(key.clone());
                        if it.is_active {
                            hand_over(it, key.node);
                        }
                    }
                });
                Vec::new()
            }
            "encrypt" if child(node, "key").is_some() => {
                let mut users = Vec::new();
                for user in child(node, "key")
                    .and_then(|it| it.children())
                    .unwrap_or(&[])
                {
                    users.extend(self.pre_keys(&attr(user, "jid")).await);
                }
                vec![NodeBuilder::new("list").children(users).build()]
            }
            "encrypt" => {
                let error = NodeBuilder::new("error").attr("code", "404");
                let error = error.attr("text", "item-not-found").build();
                let answer = answer.attr("type", "error").children([error]);
                return self.put(answer.build()).await;
            }
            "usync" => vec![self.devices(node)],
            "w:g2" => self.groups(node),
            "w:sync:app:state" => vec![collections(node)],
            "passive" => {
                goes_active = child(node, "active").is_some();
                Vec::new()
            }
            _ => Vec::new(),
        };
        let answer = answer.attr("type", "result").children(children);
        self.put(answer.build()).await?;
        if goes_active {
            self.hand_over_what_waits().await?;
        }
        Ok(())
    }

    /// A device asks for a code to be typed, or answers the phone on which it was.
    async fn answer_linking(&mut self, node: &NodeRef<'_>, linking: &NodeRef<'_>) -> Done<()> {
        if attr(linking, "stage") == "companion_hello" {
            if self.world.state().gives_no_codes {
                let error = NodeBuilder::new("error").attr("code", "400");
                let error = error.attr("text", "bad-request").build();
                let answer = answer_to(node).attr("type", "error").children([error]);
                return self.put(answer.build()).await;
            }
            let asked = self.world.change(|it| {
                it.count += 1;
                let asked = typed::Asked {
                    reference: format!("typed-{}", it.count),
                    number: attr(linking, "jid"),
                    wrapped: content(linking, "link_code_pairing_wrapped_companion_ephemeral_pub"),
                };
                it.asked = Some(asked.clone());
                asked
            });
            let answer = answer_to(node).attr("type", "result");
            return self.put(answer.children([asked.answer()]).build()).await;
        }
        self.put(answer_to(node).attr("type", "result").build())
            .await?;
        let typed = self.world.state().typed.clone().ok_or(Over)?;
        let bundle = content(linking, "link_code_pairing_wrapped_key_bundle");
        let is_its = content(linking, "link_code_pairing_ref") == typed.reference.as_bytes();
        let agreed = self.world.phone.opens(&typed, &bundle);
        let Some(agreed) = agreed.filter(|_| is_its) else {
            // The phone says so to whoever typed, and the device hears nothing.
            self.world.change(|it| it.is_wrong = true);
            return Ok(());
        };
        assert_eq!(
            content(linking, "companion_identity_public"),
            agreed.identity
        );
        let linked = self.world.phone.vouches(&agreed.identity, &agreed.secret);
        self.world.change(|it| it.is_linked = true);
        self.put(linked).await
    }

    async fn hand_over_what_waits(&mut self) -> Done<()> {
        let waiting = self.world.change(|it| {
            it.is_active = true;
            if it.holds {
                Vec::new()
            } else {
                it.letters.clone()
            }
        });
        let count = waiting.len().to_string();
        for letter in waiting {
            let mut node = letter.node;
            node.attrs.insert("offline", "0");
            self.put(node).await?;
        }
        let offline = NodeBuilder::new("offline").attr("count", count).build();
        self.put(NodeBuilder::new("ib").children([offline]).build())
            .await
    }

    async fn pre_keys(&self, text: &str) -> Option<Node> {
        let jid: Jid = text.parse().ok()?;
        if is_bot(&jid) {
            return Some(self.world.phone.contact.pre_keys(text).await);
        }
        let contact = self.world.contact(&jid)?;
        Some(contact.pre_keys(text).await)
    }

    /// One device for everybody, and the bot for its own account.
    fn devices(&self, node: &NodeRef<'_>) -> Node {
        let list = child(node, "usync").and_then(|it| child(it, "list"));
        let users = list.and_then(|it| it.children()).unwrap_or(&[]);
        let users = users.iter().map(|user| {
            let text = attr(user, "jid");
            let own = text.parse().is_ok_and(|jid: Jid| is_bot(&jid));
            let ids: &[u16] = if own { &[0, BOT_DEVICE] } else { &[0] };
            let devices = ids.iter().map(|id| {
                let device = NodeBuilder::new("device").attr("id", *id);
                if *id == 0 {
                    device.build()
                } else {
                    device.attr("key-index", "1").build()
                }
            });
            let devices = NodeBuilder::new("device-list").children(devices.collect::<Vec<_>>());
            let devices = NodeBuilder::new("devices").children([devices.build()]);
            NodeBuilder::new("user")
                .attr("jid", text)
                .children([devices.build()])
                .build()
        });
        let list = NodeBuilder::new("list").children(users.collect::<Vec<_>>());
        NodeBuilder::new("usync").children([list.build()]).build()
    }

    /// All groups, or the one that is asked for.
    fn groups(&self, node: &NodeRef<'_>) -> Vec<Node> {
        let asked = attr(node, "to");
        let state = self.world.state();
        let all = state.groups.iter().map(|(id, circle)| {
            let members = circle.members.iter().map(String::as_str).chain([BOT]);
            let members = members.enumerate().map(|(at, number)| {
                let member = NodeBuilder::new("participant");
                let member = member.attr("jid", people::address(circle.called, number));
                let member = match circle.called {
                    Called::HiddenId => {
                        member.attr("phone_number", people::address(Called::Number, number))
                    }
                    Called::Number => member.attr("lid", people::address(Called::HiddenId, number)),
                    Called::HiddenIdAlone => member,
                };
                if at == 0 {
                    member.attr("type", "admin").build()
                } else {
                    member.build()
                }
            });
            let mode = match circle.called {
                Called::Number => "pn",
                Called::HiddenId | Called::HiddenIdAlone => "lid",
            };
            let group = NodeBuilder::new("group")
                .attr("id", id.trim_end_matches("@g.us"))
                .attr("subject", circle.subject.as_str())
                .attr("addressing_mode", mode)
                .children(members.collect::<Vec<_>>());
            (id, group.build())
        });
        if asked.is_empty() || !asked.contains('@') || asked.starts_with('@') {
            let groups = all.map(|(_, group)| group).collect::<Vec<_>>();
            vec![NodeBuilder::new("groups").children(groups).build()]
        } else {
            all.filter(|(id, _)| **id == asked)
                .map(|(_, group)| group)
                .collect()
        }
    }

    /// The bot says something: those whom it is for read it.
    async fn take_message(&mut self, node: &NodeRef<'_>) -> Done<()> {
        let chat = attr(node, "to");
        let mut sealed = Vec::new();
        collect(node, &chat, &mut sealed);
        let (mut said, mut readers) = (None, Vec::new());
        for (to, kind, bytes) in &sealed {
            if kind == "skmsg" {
                continue;
            }
            let Ok(jid) = to.parse::<Jid>() else { continue };
            if is_bot(&jid) {
                self.world.phone.contact.opens(kind, bytes).await;
            } else if let Some(contact) = self.world.contact(&jid) {
                said = Some(contact.opens(kind, bytes).await);
                readers.push(contact);
            }
        }
        if let Some((_, _, bytes)) = sealed.iter().find(|(_, kind, _)| kind == "skmsg") {
            let members = self.world.state().groups[&chat].members.clone();
            let number = members.first().ok_or(Over)?.clone();
            let reader = self.world.people.lock().unwrap()[&number].clone();
            said = Some(reader.reads(&chat, bytes).await);
        }
        let error = self.world.change(|it| it.errors.pop());
        let ack = NodeBuilder::new("ack")
            .attr("class", "message")
            .attr("id", attr(node, "id"))
            .attr("from", chat.clone())
            .attr("t", "1764000002");
        let ack = match error {
            Some(code) => ack.attr("error", code.to_string()),
            None => ack,
        };
        self.put(ack.build()).await?;
        if let Some(message) = said.filter(|_| error.is_none()) {
            let id = attr(node, "id");
            // Nobody may be there to hear it.
            let _ = self.world.said.send(Said { chat, id, message });
        }
        Ok(())
    }
}

/// Codes to scan.
fn codes() -> Node {
    let refs = (1..=6).map(|it| {
        let code = NodeBuilder::new("ref").bytes(format!("ref-{it}").into_bytes());
        code.build()
    });
    let device = NodeBuilder::new("pair-device").children(refs.collect::<Vec<_>>());
    NodeBuilder::new("iq")
        .attr("from", "s.whatsapp.net")
        .attr("id", "codes")
        .attr("type", "set")
        .children([device.build()])
        .build()
}

fn is_bot(jid: &Jid) -> bool {
    *jid.user == *BOT || *jid.user == *BOT_LID
}

fn attr(node: &NodeRef<'_>, name: &str) -> String {
    let value = node.get_attr(name);
    value.map(|it| it.as_str().into_owned()).unwrap_or_default()
}

fn child<'a, 'n>(node: &'a NodeRef<'n>, name: &str) -> Option<&'a NodeRef<'n>> {
    node.get_optional_child(name)
}

/// The bytes of a child; none where there is none.
fn content(node: &NodeRef<'_>, name: &str) -> Vec<u8> {
    let bytes = child(node, name).and_then(|it| it.content_bytes());
    bytes.unwrap_or_default().to_vec()
}

fn answer_to(node: &NodeRef<'_>) -> NodeBuilder {
    NodeBuilder::new("iq")
        .attr("id", attr(node, "id"))
        .attr("from", "s.whatsapp.net")
}

/// What is sealed in a message, and for whom.
fn collect(node: &NodeRef<'_>, to: &str, sealed: &mut Vec<(String, String, Vec<u8>)>) {
    for part in node.children().unwrap_or(&[]) {
        let own = attr(part, "jid");
        let to = if own.is_empty() { to } else { &own };
        if part.tag.as_ref() == "enc" {
            let bytes = part.content_bytes().unwrap_or_default().to_vec();
            sealed.push((to.to_owned(), attr(part, "type"), bytes));
        } else {
            collect(part, to, sealed);
        }
    }
}

/// The keys by which people can write to the bot first.
fn bundle(node: &NodeRef<'_>) -> Done<PreKeyBundle> {
    let bytes = |it: Option<&NodeRef<'_>>| {
        let bytes = it.and_then(|it| it.content_bytes());
        bytes.map(<[u8]>::to_vec).ok_or(Over)
    };
    let number = |it: Vec<u8>| {
        it.iter()
            .fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte))
    };
    let public = |it: Vec<u8>| PublicKey::from_djb_public_key_bytes(&it).map_err(|_| Over);
    let signed = child(node, "skey").ok_or(Over)?;
    Ok(PreKeyBundle::new(
        number(bytes(child(node, "registration"))?),
        u32::from(BOT_DEVICE).into(),
        // One-time keys are for one person each; without one everybody can begin.
        None,
        number(bytes(child(signed, "id"))?).into(),
        public(bytes(child(signed, "value"))?)?,
        bytes(child(signed, "signature"))?,
        IdentityKey::new(public(bytes(child(node, "identity"))?)?),
    )?)
}

/// Of what the account's devices keep in common there is nothing.
fn collections(node: &NodeRef<'_>) -> Node {
    let asked = child(node, "sync").and_then(|it| it.children());
    let empty = asked.unwrap_or(&[]).iter().map(|it| {
        let empty = NodeBuilder::new("collection").attr("name", attr(it, "name"));
        empty.attr("version", "1").build()
    });
    let empty = empty.collect::<Vec<_>>();
    NodeBuilder::new("sync").children(empty).build()
}
